// Elements are written one by one and read by another index.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var matrices = new Matrix<float>[3];
        matrices[0] = Matrix<float>.Zeros(4, 1);
        matrices[1] = Matrix<float>.Zeros(3, 1);
        int i = matrices.Length - 2;
        Small.Create(1).Predict(matrices[i]);
        matrices[0] = matrices[1];
        Small.Create(1).Predict(matrices[0]);
        Array.Fill(matrices, Matrix<float>.Zeros(3, 7));
        Small.Create(1).Predict(matrices[2]);
        int[] sizes = { 9, 8 };
        sizes[0] /= 3;
        Small.Create(1).Predict(Matrix<float>.Zeros(sizes[0], sizes[1]));
        Matrix<float>[][] jagged = [[Matrix<float>.Zeros(3, 3)], []];
        Small.Create(1).Predict(jagged[0][^1]);
    }
}

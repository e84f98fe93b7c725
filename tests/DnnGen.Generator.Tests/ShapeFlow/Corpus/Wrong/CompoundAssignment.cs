// The sizes come from compound assignments and increments.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        int rows = 1;
        rows += 2;
        rows <<= 1;
        rows--;
        int columns = rows++;
        Small.Create(1).Predict(Matrix<float>.Zeros(rows, columns)); // DNN1001 @ Matrix<float>.Zeros(rows, columns): 6, 5, 3
    }
}

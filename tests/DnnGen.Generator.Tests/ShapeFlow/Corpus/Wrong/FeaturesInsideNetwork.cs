// In the network's own half, with an implicit this.
using DnnGen;

[Network(3, 4, 2)]
public partial class Model
{
    public Matrix<float> Twice() => Predict(Predict(Matrix<float>.Zeros(InputSize, 2))); // DNN1001 @ Predict(Matrix<float>.Zeros(InputSize, 2)): Model, 2, 3
}

static class Program
{
    static void Main() => Model.Create(1).Twice();
}

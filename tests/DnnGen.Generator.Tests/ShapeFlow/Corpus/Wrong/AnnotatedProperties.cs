// Properties: written, initialised, overridden, indexed, of records.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

class Data
{
    [Shape("3", "4")]
    public virtual Matrix<float> X { get; set; } = Matrix<float>.Zeros(4, 3); // DNN1007 @ Matrix<float>.Zeros(4, 3): 4, 3

    [Shape("5", "_")]
    public Matrix<float> this[int fold] => Matrix<float>.Zeros(5, fold);
}

class Other : Data
{
    public override Matrix<float> X
    {
        get => Matrix<float>.Zeros(3, 5); // DNN1007 @ Matrix<float>.Zeros(3, 5): 3, 5, 4
        set => Small.Create(1).Predict(value.Transpose()); // DNN1001 @ value.Transpose(): 4, 3
    }
}

record Batch([Shape("4", "m")] Matrix<float> X);

static class Program
{
    static void Main()
    {
        Small.Create(1).Predict(new Data()[2]); // DNN1001 @ new Data()[2]: 5, 3
        var data = new Data { X = Matrix<float>.Zeros(1, 1) }; // DNN1007 @ Matrix<float>.Zeros(1, 1): 1, 3
        data.X = Matrix<float>.Zeros(3, 5); // DNN1007 @ Matrix<float>.Zeros(3, 5): 3, 5, 4
        new Other().X = default; // DNN1007 @ default: 0, 3
        Use(new Batch(Matrix<float>.Zeros(3, 1))); // DNN1007 @ Matrix<float>.Zeros(3, 1): 3, 4
    }

    static void Use(Batch batch) => Small.Create(1).Predict(batch.X); // DNN1001 @ batch.X: 4, 3
}

// A field of a local struct.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

struct Batch
{
    public Matrix<float> X;
    public int M;
}

static class Program
{
    static void Main()
    {
        var batch = new Batch { X = Matrix<float>.Zeros(4, 2), M = 2 };
        batch.M++;
        Small.Create(1).Predict(batch.X); // DNN1001 @ batch.X: 4, 2, 3
    }
}

// The author knows better, says so, and is believed.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        try
        {
#pragma warning disable DNN1001
            net.Predict(Matrix<float>.Zeros(4, 1));
#pragma warning restore DNN1001
        }
        catch (ShapeMismatchException e)
        {
            Console.WriteLine(e.Message);
        }
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("DnnGen.ShapeFlow", "DNN1002:Inner dimensions of a product differ", Justification = "A demonstration.")]
    static Matrix<float> Never() => Matrix<float>.Zeros(2, 3) * Matrix<float>.Zeros(2, 3);
}

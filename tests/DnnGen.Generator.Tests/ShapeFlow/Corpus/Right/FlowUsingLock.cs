// using and lock make hidden try blocks; Dispose changes the field.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static Matrix<float> x = Matrix<float>.Zeros(4, 2);
    static readonly Lock Gate = new();

    sealed class Mender : IDisposable
    {
        public void Dispose() => x = Matrix<float>.Zeros(3, 2);
    }

    static void Main()
    {
        using (new Mender())
        {
            Console.WriteLine(x.Rows);
        }

        lock (Gate)
        {
            Small.Create(1).Predict(x);
        }
    }
}

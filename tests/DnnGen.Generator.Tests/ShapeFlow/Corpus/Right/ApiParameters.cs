// Parameters and gradients by name, copied between two networks of one kind.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var a = Small.Create(1);
        var b = Small.Create(Initializer.He, new NumPyRandom(1));
        a.Parameters.W1.CopyFrom(b.Parameters.W1);
        a.Parameters.b1.CopyFrom(Matrix<float>.Zeros(4, 1));
        a.Parameters.W2.CopyFrom(Matrix<float>.FromRows(new float[,] { { 1, 2, 3, 4 }, { 5, 6, 7, 8 } }));
        var ws = a.CreateWorkspace(2);
        ws.Gradients.W1.CopyFrom(a.Parameters.W1 - b.Parameters.W1);
        a.Update(ws.Gradients, 0.5f);
        var z1 = a.Parameters.W1 * Matrix<float>.Zeros(3, 7) + a.Parameters.b1;
        var z2 = a.Parameters.W2 * z1 + a.Parameters.b2;
        Console.WriteLine(z2.Columns);
    }
}

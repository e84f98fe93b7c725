// The method's own loop, every call in the order of the book.
using DnnGen;

[Network(12288, 20, 7, 5, 1)]
public partial class CatClassifier;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(12288, 3);
        var y = Matrix<float>.FromRows(new float[,] { { 0, 1, 1 } });
        var net = CatClassifier.Create(seed: 1);
        var ws = net.CreateWorkspace(batchSize: 3);
        for (int i = 0; i < 2; i++)
        {
            var al = net.Forward(x, ws);
            float cost = net.Cost(y, ws);
            net.Backward(x, y, ws);
            net.Update(ws.Gradients, 0.0075f);
            var dz = al - y;
            Console.WriteLine($"{cost} {dz.Rows} {dz.Columns}");
        }
    }
}

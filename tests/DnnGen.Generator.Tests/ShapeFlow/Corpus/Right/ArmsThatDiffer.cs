// Arms of different sizes, each used where it fits.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

[Network(5, 4, 1)]
public partial class Wide;

static class Program
{
    static void Main()
    {
        var small = Small.Create(1);
        var wide = Wide.Create(1);
        for (int kind = 0; kind < 3; kind++)
        {
            var (rows, labels) = kind switch { 0 => (3, 2), 1 => (5, 1), _ => (3, 2) };
            Matrix<float> x = Matrix<float>.Zeros(rows, 4), y = Matrix<float>.Zeros(labels, 4);
            var cost = rows == 5
                ? wide.TrainStep(x, y, 0.1f, wide.CreateWorkspace(4))
                : small.TrainStep(x, y, 0.1f, small.CreateWorkspace(4));
            Console.WriteLine(cost);
            (x, y) = (Matrix<float>.Zeros(labels, rows), x);
            Console.WriteLine(x * y);
        }
    }
}

// One side throws: what remains is the other.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main() => Run(true, 3);

    static void Run(bool fine, int rows)
    {
        var x = fine ? Matrix<float>.Zeros(3, 2) : throw new InvalidOperationException();
        var net = Small.Create(1);
        net.Predict(x);
        var y = Matrix<float>.Zeros(rows == Small.InputSize ? rows : throw new ArgumentException(null, nameof(rows)), 2);
        net.Predict(y);
    }
}

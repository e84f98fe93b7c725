// Numbers that wrap around, are cut off or divide with a rest.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        int big = int.MaxValue;
        var x = Matrix<float>.Zeros(unchecked(big + big + 5), 7 / 2);
        Console.WriteLine(net.Predict(x));
        byte small = unchecked((byte)259);
        Console.WriteLine(net.Predict(Matrix<float>.Zeros(small, -7 / -2)));
        long wide = (1L << 32) + 3;
        Console.WriteLine(net.Predict(Matrix<float>.Zeros((int)wide, 1)));
        int shifted = 24 >> 3, rest = 11 % 4, bits = 7 & 3;
        Console.WriteLine(net.Predict(Matrix<float>.Zeros(shifted, 1)) + net.Predict(Matrix<float>.Zeros(rest, 1)) + net.Predict(Matrix<float>.Zeros(bits, 1)));
        try
        {
            Console.WriteLine(net.Predict(Matrix<float>.Zeros(checked(big + 4), 1)));
        }
        catch (OverflowException)
        {
            Console.WriteLine(Matrix<float>.Zeros(3, (int)2.9));
        }
    }
}

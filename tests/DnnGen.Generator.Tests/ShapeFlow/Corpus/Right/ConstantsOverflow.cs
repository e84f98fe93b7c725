// Sizes that wrap around, on purpose, into small numbers.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main() => Run(int.MaxValue, 3);

    static void Run(int most, int three)
    {
        var net = Small.Create(1);
        net.Predict(Matrix<float>.Zeros(unchecked(int.MaxValue + 4 + int.MaxValue + 1), 1));
        net.Predict(Matrix<float>.Zeros(unchecked((int)4294967299L), 1));
        net.Predict(Matrix<float>.Zeros((byte)(three + 256), 1));
        net.Predict(Matrix<float>.Zeros(unchecked(most + most + 5), 1));
        net.Predict(Matrix<float>.Zeros(unchecked((short)65539), unchecked((sbyte)257)));
        int n = unchecked(65536 * 65536 + 3);
        net.Predict(Matrix<float>.Zeros(n, 1));
        unchecked
        {
            int k = 1431655767;
            k *= 3;
            k -= 2;
            net.Predict(Matrix<float>.Zeros(k, 1));
        }
    }
}

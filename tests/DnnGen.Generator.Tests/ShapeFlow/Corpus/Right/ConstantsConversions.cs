// Implicit and explicit conversions on the way to an int.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

readonly struct Count(int n)
{
    public static implicit operator int(Count c) => c.N - 1;

    public static explicit operator Count(long n) => new((int)n);

    public int N => n;

    public static Count operator +(Count a, Count b) => new(a.N);

    public static Count operator ++(Count a) => new(a.N + 2);
}

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        net.Predict(Matrix<float>.Zeros(new Count(4), new Count(2)));
        Count c = (Count)4L + new Count(9);
        net.Predict(Matrix<float>.Zeros(c, 1));
        var d = new Count(2);
        d++;
        net.Predict(Matrix<float>.Zeros(d, 1));
        short s = 3;
        char ch = (char)3;
        net.Predict(Matrix<float>.Zeros(s, ch));
        double half = 3.7;
        net.Predict(Matrix<float>.Zeros((int)half, (int)Math.Round(half)));
        int? maybe = 3;
        net.Predict(Matrix<float>.Zeros(maybe ?? 4, maybe.Value));
    }
}

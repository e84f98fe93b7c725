// A parameter that a local function and a lambda increment.
using DnnGen;

static class Program
{
    static void Main() => Run(2);

    static void Run(int n)
    {
        var a = Matrix<double>.Zeros(n, 1);
        Increment();
        a.CopyFrom(Matrix<double>.Zeros(n - 1, 1));
        Action again = () => ++n;
        again();
        a.CopyFrom(Matrix<double>.Zeros(n - 2, 1));
        new List<int> { 1, 2 }.ForEach(k => n += k);
        a.CopyFrom(Matrix<double>.Zeros(n - 5, 1));

        void Increment() => n++;
    }
}

// The outer n and the inner one are two numbers with one name.
using DnnGen;

static class Program
{
    static void Main()
    {
        Func<int, Matrix<double>, int>? walk = null;
        walk = (n, above) =>
        {
            above.CopyFrom(Matrix<double>.Zeros(n + 1, 1));
            return n == 0 ? 0 : walk!(n - 1, Matrix<double>.Zeros(n, 1));
        };
        walk(3, Matrix<double>.Zeros(4, 1));
        Down(3, Matrix<double>.Zeros(4, 1));

        void Down(int n, Matrix<double> above)
        {
            above.CopyFrom(Matrix<double>.Zeros(n + 1, 1));
            if (n > 0)
            {
                Down(n - 1, Matrix<double>.Zeros(n, 1));
            }
        }
    }
}

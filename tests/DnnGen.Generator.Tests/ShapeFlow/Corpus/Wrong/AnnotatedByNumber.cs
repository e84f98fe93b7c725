// Annotations that count with a number of the caller.
using DnnGen;

static class Program
{
    static void Main()
    {
        const int bins = 8;
        Console.WriteLine(Spectrum(bins, Matrix<float>.Zeros(17, 30))); // DNN1007 @ Matrix<float>.Zeros(17, 30): 17, 30, 16
        Console.WriteLine(WithBias(Matrix<float>.Zeros(4, 9), Matrix<float>.Zeros(4, 6))); // DNN1007 @ Matrix<float>.Zeros(4, 6): 5, 4, 6
        Console.WriteLine(Aligned(Matrix<float>.Zeros(4, 9), Matrix<float>.Zeros(1, 10))); // DNN1007 @ Matrix<float>.Zeros(1, 10): 1, 9, 10
        throw new ShapeMismatchException("The program ends here.");
    }

    static Matrix<float> Spectrum(int n, [Shape("2*n", "m")] Matrix<float> x) => x.SliceRows(0, n);

    static Matrix<float> WithBias([Shape("n", "m")] Matrix<float> w, [Shape("n+1", "_")] Matrix<float> x) => x.SliceRows(0, w.Rows);

    static float Aligned([Shape("_", "m")] Matrix<float> x, [Shape("1", "m")] Matrix<float> y) => x[0, 0] + y[0, 0];
}

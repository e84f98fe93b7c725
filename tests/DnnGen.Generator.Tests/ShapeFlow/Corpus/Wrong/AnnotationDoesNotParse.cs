// Texts that are no dimension.
using DnnGen;

static class Program
{
    static void Main() => Use(Matrix<float>.Zeros(2, 3), Matrix<float>.Zeros(3, 3), default);

    static void Use(
        [Shape("2*", "m")] Matrix<float> x, // DNN1009 @ "2*": 2*
        [Shape("m", "n m")] Matrix<float> y, // DNN1009 @ "n m": n m
        [Shape("", "1.5")] Matrix<float> z) => x.CopyFrom(y + z); // DNN1009 @ "" // DNN1009 @ "1.5": 1.5
}

// Sizes from static abstract members of a type argument.
using DnnGen;

interface ISize
{
    static abstract int Rows { get; }
}

struct Three : ISize
{
    public static int Rows => 3;
}

struct Four : ISize
{
    public static int Rows => 4;
}

static class Program
{
    static void Main()
    {
        Make<Three>().CopyFrom(Matrix<double>.Zeros(3, 3));
        Make<Four>().CopyFrom(Matrix<double>.Zeros(4, 4));
        Both<Three, Three>();
    }

    static Matrix<double> Make<T>()
        where T : ISize => Matrix<double>.Zeros(T.Rows, T.Rows);

    static void Both<TA, TB>()
        where TA : ISize
        where TB : ISize => Make<TA>().CopyFrom(Make<TB>());
}

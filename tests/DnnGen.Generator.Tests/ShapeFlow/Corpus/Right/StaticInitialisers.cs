// Static fields in the order of the source, over two types, and read too early.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class First
{
    public static readonly int Early = Late;
    public static readonly int Late = 4;
    public static readonly int Rows = Second.Size - 1;
    public static readonly Matrix<float> X = Matrix<float>.Zeros(Rows, Early + 1);

    public static int Peek() => Second.Cyclic;
}

static class Second
{
    public static readonly int Size = 4;
    public static readonly int Cyclic = Size + First.Late;
}

static class Early
{
    public static readonly Matrix<float> Made = Make();
    public static readonly int Rows = 4;

    static Matrix<float> Make() => Small.Create(1).Predict(Matrix<float>.Zeros(Rows + 3, 1));
}

static class Program
{
    static void Main()
    {
        Small.Create(1).Predict(First.X);
        Small.Create(1).Predict(Matrix<float>.Zeros(First.Early + 3, 1));
        Console.WriteLine(First.Peek());
        Small.Create(1).Predict(Matrix<float>.Zeros(Early.Rows - 1, Early.Made.Columns));
    }
}

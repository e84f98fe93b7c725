// Every look at the property gives another number.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

class Counter
{
    private int next = 2;

    public int Next => ++next;

    public Matrix<float> Make => Matrix<float>.Zeros(next, 1);

    public int Rows
    {
        get => field;
        set => field = value - 1;
    }
}

static class Program
{
    static void Main()
    {
        var counter = new Counter();
        var a = Matrix<float>.Zeros(counter.Next, 1);
        Small.Create(1).Predict(a);
        var b = Matrix<float>.Zeros(4, 1) + Matrix<float>.Zeros(counter.Next, 1);
        b.CopyFrom(counter.Make);
        counter.Rows = 4;
        Small.Create(1).Predict(Matrix<float>.Zeros(counter.Rows, 1));
    }
}

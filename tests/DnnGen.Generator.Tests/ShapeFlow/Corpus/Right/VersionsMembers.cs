// Fields and properties that a call in between has changed.
using DnnGen;

class Counter
{
    private int n = 2;

    public int Rows => n;

    private void Grow() => n++;

    public void Run()
    {
        var a = Matrix<double>.Zeros(n, 1);
        var b = Matrix<double>.Zeros(Rows, 1);
        Grow();
        a.CopyFrom(Matrix<double>.Zeros(n - 1, 1));
        b.CopyFrom(Matrix<double>.Zeros(Rows - 1, 1));
        Interlocked.Increment(ref n);
        a.CopyFrom(Matrix<double>.Zeros(n - 2, 1));
        Other(this);
        b.CopyFrom(Matrix<double>.Zeros(this.Rows - 3, 1));
    }

    static void Other(Counter counter) => counter.n += 1;
}

static class Program
{
    static void Main() => new Counter().Run();
}

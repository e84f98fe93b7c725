// Structs in loops, in branches, compared, and taken apart by code of their own.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

struct Counter
{
    public Matrix<float> X;

    public void Deconstruct(out Matrix<float> x, out int rows)
    {
        x = X;
        rows = X.Rows;
        X = Matrix<float>.Zeros(3, 1);
    }
}

record struct Batch(Matrix<float> X, int Start)
{
    public readonly Batch Next => this with { X = X.SliceRows(0, X.Rows - 1), Start = Start + 1 };
}

sealed record Node(Matrix<float> X, Node? Next = null);

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        var counter = new Counter { X = Matrix<float>.Zeros(4, 1) };
        var (x, rows) = counter;
        net.Predict(counter.X.SliceRows(0, 3));
        net.Predict(x.SliceRows(0, rows - 1));
        var batch = new Batch(Matrix<float>.Zeros(5, 2), 0);
        while (batch.X.Rows > 3)
        {
            batch = batch.Next;
        }

        net.Predict(batch.X);
        for (var b = new Batch(Matrix<float>.Zeros(5, 2), 0); b.Start < 3; b = b.Next)
        {
            if (b.Start == 2)
            {
                net.Predict(b.X);
            }
        }

        Node? list = null;
        for (int i = 1; i < 4; i++)
        {
            list = new Node(Matrix<float>.Zeros(i, 1), list);
        }

        net.Predict(list!.X);
        list = list with { Next = new Node(Matrix<float>.Zeros(3, 1), list with { X = Matrix<float>.Zeros(9, 9) }) };
        net.Predict(list.Next!.X);
        var chosen = Environment.TickCount64 >= 0 ? new Batch(Matrix<float>.Zeros(3, 1), 3) : new Batch(Matrix<float>.Zeros(4, 1), 3);
        net.Predict(chosen.X);
        net.Predict(Matrix<float>.Zeros(chosen.Start, 1));
        Batch? maybe = chosen;
        maybe = maybe.Value with { X = Matrix<float>.Zeros(3, 9) };
        net.Predict(maybe.Value.X);
        var array = new Batch[2];
        array[1].X = Matrix<float>.Zeros(3, 2);
        var (first, second) = (array[0], array[1]);
        (first, second) = (second, first);
        net.Predict(first.X);
        Console.WriteLine(first == second || first.Equals(chosen));
        object boxed = new Batch(Matrix<float>.Zeros(4, 4), 1);
        boxed = first;
        net.Predict(((Batch)boxed).X);
    }
}

// Numbers that only the run knows: read again, captured, in loops, in recursion, and equal by chance.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    private static int next = 2;

    static int Read() => ++next;

    static void Main()
    {
        var net = Small.Create(1);
        int rows = Read();
        net.Predict(Matrix<float>.Zeros(rows, 1));
        rows = Read();
        var x = Matrix<float>.Zeros(rows, 1);
        net.Predict(x.SliceRows(0, rows - 1));
        int columns = Read();
        int other = columns;
        columns = Read() - 1;
        Console.WriteLine((Matrix<float>.Zeros(2, columns) + Matrix<float>.Zeros(2, other)).Rows);
        for (int i = 0; i < 3; i++)
        {
            int m = Read();
            x = Matrix<float>.Zeros(3, m);
            int k = i == 0 ? m : x.Columns;
            net.Fit(x, Matrix<float>.Zeros(2, k), new TrainingOptions { Epochs = 1 });
        }

        int size = Read();
        Func<Matrix<float>> make = () => Matrix<float>.Zeros(3, size);
        net.Fit(make(), Matrix<float>.Zeros(2, size), new TrainingOptions { Epochs = 1 });
        Down(Matrix<float>.Zeros(3, 3));
        long wide = Read();
        int narrow = (int)wide;
        net.Fit(Matrix<float>.Zeros(3, narrow), Matrix<float>.Zeros(2, (int)wide), new TrainingOptions { Epochs = 1 });
        int first = Matrix<float>.Zeros(3, 7).Columns, second = 7;
        net.Fit(Matrix<float>.Zeros(3, first), Matrix<float>.Zeros(2, second), new TrainingOptions { Epochs = 1 });
        (int p, int q) = (Read(), Read());
        net.Fit(Matrix<float>.Zeros(3, p + 1), Matrix<float>.Zeros(2, q), new TrainingOptions { Epochs = 1 });
    }

    static void Down(Matrix<float> previous)
    {
        int m = Read() % 5 + 1;
        var x = Matrix<float>.Zeros(3, m);
        if (previous.Columns == m - 1)
        {
            Console.WriteLine((previous + x.SliceColumns(0, m - 1)).Rows);
        }
        else if (next < 60)
        {
            Down(x);
        }
    }
}

// Matrices that may be missing.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        Matrix<float>? x = null;
        x ??= Matrix<float>.Zeros(3, 1);
        net.Predict(x.Value);
        Matrix<float>? other = Find("missing");
        net.Predict(other ?? Matrix<float>.Zeros(3, 2));
        net.Predict(Find("four")?.Transpose() ?? x.Value);
        if (Find("four") is { } four && four.Columns == 3)
        {
            net.Predict(four.Transpose());
        }

        int? rows = null;
        net.Predict(Matrix<float>.Zeros(rows ?? 3, 1));
        rows = 4;
        rows--;
        net.Predict(Matrix<float>.Zeros(rows.Value, 1));
        Small? maybe = Environment.TickCount64 < 0 ? net : null;
        Console.WriteLine(maybe?.Predict(Matrix<float>.Zeros(rows ?? 5, 1)).Rows);
    }

    static Matrix<float>? Find(string name) => name == "four" ? Matrix<float>.Zeros(4, 3) : null;
}

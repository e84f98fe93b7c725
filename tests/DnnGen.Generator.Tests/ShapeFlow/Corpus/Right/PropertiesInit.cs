// An initialiser that object initialisers and with replace.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

record Settings
{
    public Matrix<float> X { get; init; } = Matrix<float>.Zeros(4, 2);

    public int Rows { get; init; } = 4;

    public required Matrix<float> Y { get; set; }
}

static class Program
{
    static void Main()
    {
        var s = new Settings { X = Matrix<float>.Zeros(3, 2), Y = Matrix<float>.Zeros(3, 1) };
        var t = s with { Rows = 3 };
        Small.Create(1).Predict(s.X + t.Y);
        Small.Create(1).Predict(Matrix<float>.Zeros(t.Rows, 1));
        Use(t);
    }

    static void Use(Settings settings) => Small.Create(1).Predict(settings.X);
}

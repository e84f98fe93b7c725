// Properties that keep their value in field, and change it on the way.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

class Data
{
    public Matrix<float> X
    {
        get;
        set => field = value.Rows == 4 ? value.SliceRows(0, 3) : value;
    } = Matrix<float>.Zeros(3, 2);

    public Matrix<float> Lazy => field.Rows == 0 ? field = Matrix<float>.Zeros(3, 1) : field;

    public int Rows
    {
        get => field - 1;
        init;
    } = 4;
}

struct Slot
{
    public Matrix<float> X { readonly get => field.Transpose(); set; }

    public int Rows { get; set => field = Math.Min(value, 3); }
}

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        var data = new Data { X = Matrix<float>.Zeros(4, 2), Rows = 4 };
        net.Predict(data.X);
        net.Predict(data.Lazy);
        net.Predict(Matrix<float>.Zeros(data.Rows, 1));
        var slot = new Slot { X = Matrix<float>.Zeros(4, 3), Rows = 9 };
        net.Predict(slot.X);
        net.Predict(Matrix<float>.Zeros(slot.Rows, 1));
    }
}

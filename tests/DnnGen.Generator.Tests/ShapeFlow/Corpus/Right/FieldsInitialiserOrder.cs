// A static field reads another that stands below it, which is then still the empty matrix.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Early
{
    public static readonly int RowsThen = Late.Rows;
    public static readonly Matrix<float> Late = Matrix<float>.Zeros(3, 2);
}

static class Program
{
    static void Main()
    {
        Console.WriteLine(Early.RowsThen);
        Small.Create(1).Predict(Early.Late);
        Matrix<float>.Zeros(Early.RowsThen, 2).CopyFrom(Matrix<float>.Zeros(0, 2));
    }
}

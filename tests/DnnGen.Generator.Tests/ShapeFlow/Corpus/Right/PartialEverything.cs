// Partial methods, properties and constructors over two declarations.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

partial class Data
{
    public partial Matrix<float> X { get; set; }

    [return: Shape("3", "m")]
    public partial Matrix<float> Take([Shape("n", "m")] Matrix<float> x);

    partial void OnMade(ref int rows);

    public int Rows()
    {
        int rows = 4;
        OnMade(ref rows);
        return rows;
    }
}

partial class Data
{
    private Matrix<float> x = Matrix<float>.Zeros(4, 1);

    public partial Matrix<float> X { get => x.SliceRows(0, 3); set => x = value; }

    public partial Matrix<float> Take(Matrix<float> x) => x.SliceRows(0, 3);

    partial void OnMade(ref int rows) => rows--;
}

static class Program
{
    static void Main()
    {
        var data = new Data();
        Small.Create(1).Predict(data.X);
        data.X = Matrix<float>.Zeros(8, 2);
        Small.Create(1).Predict(data.X);
        Small.Create(1).Predict(data.Take(Matrix<float>.Zeros(8, 2)));
        Small.Create(1).Predict(Matrix<float>.Zeros(data.Rows(), 2));
    }
}

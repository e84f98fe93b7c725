// Made, sliced, transposed, reshaped, multiplied, and only then wrong.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        const int features = 12;
        var raw = Matrix<float>.Zeros(features, 40);
        var half = raw.SliceColumns(0, 20);
        var transposed = half.Transpose();
        Console.WriteLine(transposed.Rows);
        var folded = transposed.Reshape(40, 6);
        var product = folded.Transpose() * folded;
        Console.WriteLine(product[0, 0]);
        var top = product.SliceRows(1, 4);
        Console.WriteLine(top);
        var scaled = 2f * top - top;
        var column = scaled.Column(0);
        Console.WriteLine(column.Rows);
        Small.Create(1).Predict(scaled); // DNN1001 @ scaled: 4, 6, 3
        Small.Create(1).Predict(column); // DNN1001 @ column: 4, 1, 3
        Small.Create(1).Predict(product.Row(2).Transpose()); // DNN1001 @ product.Row(2).Transpose(): 6, 1, 3
    }
}

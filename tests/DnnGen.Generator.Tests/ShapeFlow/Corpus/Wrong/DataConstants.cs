// Sizes that are products of constants, in double.
using DnnGen;

[Network(12, 3, Precision = Precision.Double)]
public partial class Table;

static class Program
{
    const int Months = 12;

    static void Main()
    {
        var x = Matrix<double>.Zeros(Months - 1, Months * 2);
        Table.Create(1).Predict(x); // DNN1001 @ x: Table, 11, 24, 12
    }
}

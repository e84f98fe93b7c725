// Rows written on paper, of constant size, of sizes in variables, and transposed.
using DnnGen;

static class Program
{
    static void Main()
    {
        var a = Matrix<double>.FromRows(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        var b = Matrix<double>.FromRows(new double[3, 2]);
        double[,] c = { { 1, 2 }, { 3, 4 }, { 5, 6 } };
        int n = int.Parse("2");
        var d = Matrix<double>.FromRows(new double[n, 3]);
        Console.WriteLine((a * b).Rows + (b - Matrix<double>.FromRows(c)).Columns + (a + d).Columns + (a.Transpose() + b).Rows);
        Console.WriteLine((Matrix<double>.FromRows(a.ToArray()) * c.GetLength(0)).Rows);
    }
}

// Texts that are no dimension: local functions, lambdas, delegates, records, properties.
using DnnGen;

delegate void Use([Shape("m!", "1")] Matrix<float> x); // DNN1009 @ "m!": m!

[return: Shape("a b")] // DNN1009 @ "a b": a b
delegate float[] Make();

record Batch([Shape("(", "m")] Matrix<float> X); // DNN1009 @ "(": (

class Keeper([Shape("2**3")] float[] data) // DNN1009 @ "2**3"
{
    [Shape("n-", "m")] // DNN1009 @ "n-": n-
    public Matrix<float> X { get; set; }

    [Shape("3", "1..2")] // DNN1009 @ "1..2": 1..2
    public Matrix<float> this[int i] => default;

    public int Length => data.Length;
}

interface ITransform
{
    Matrix<float> Apply([Shape("x.Rows", "m")] Matrix<float> x); // DNN1009 @ "x.Rows": x.Rows
}

static class Extensions
{
    extension([Shape("n+", "m")] Matrix<float> x) // DNN1009 @ "n+": n+
    {
        public int Size => x.Rows * x.Columns;
    }
}

static class Program
{
    static int count = new Func<float[], int>(([Shape("#")] x) => x.Length)([1]); // DNN1009 @ "#": #

    static void Main()
    {
        var id = ([Shape("*", "m")] Matrix<float> x) => x; // DNN1009 @ "*"
        Local(id(Matrix<float>.Zeros(2, count)), new Keeper([1, 2]));
        throw new ShapeMismatchException("The program ends here.");

        [return: Shape("1", "%")] // DNN1009 @ "%": %
        static Matrix<float> Local([Shape("n", "m n")] Matrix<float> x, Keeper keeper) => x; // DNN1009 @ "m n": m n
    }
}

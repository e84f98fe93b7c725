// An assignment inside a condition happens only when the left side lets it.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(3, 2);
        bool never = Environment.TickCount == -1 && (x = Matrix<float>.Zeros(9, 2)).Rows == 9;
        bool always = x.Rows == 3 || (x = Matrix<float>.Zeros(8, 2)).Columns > 0;
        if (!never && always)
        {
            Small.Create(1).Predict(x);
        }
    }
}

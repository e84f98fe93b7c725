// A wrong shape that is made and never used where it would matter.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var wrong = Matrix<float>.Zeros(4, 9);
        _ = wrong;
        Matrix<float> later;
        later = wrong.SliceRows(1, 3);
        Small.Create(1).Predict(later);
        var both = (wrong, later);
        Console.WriteLine(both.wrong.Rows == Small.InputSize ? "fits" : "does not fit");
        _ = wrong.Rows < 4 && Small.Create(1).Predict(wrong).Rows == 2;
    }
}

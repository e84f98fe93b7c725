// Jumps over the wrong assignment, and back to the right one.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(3, 2);
        goto use;
    spoil:
        x = Matrix<float>.Zeros(4, 2);
        goto mend;
    use:
        Small.Create(1).Predict(x);
        if (x.Columns == 2)
        {
            goto spoil;
        }

    mend:
        x = Matrix<float>.Zeros(x.Rows - 1, 3);
        if (x.Rows == 3)
        {
            goto use;
        }
    }
}

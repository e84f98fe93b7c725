// The branch that would mend it never runs.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(4, 2);
        if (false)
        {
            x = Matrix<float>.Zeros(3, 2);
        }

        Small.Create(1).Predict(x); // DNN1001 @ x: 4, 2, 3
    }
}

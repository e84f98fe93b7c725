// Code that is not compiled is not there.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(3, 3);
#if NEVER_DEFINED
        x = Matrix<float>.Zeros(4, 3);
        Small.Create(1).Predict(Matrix<float>.Zeros(9, 9));
#endif
        Small.Create(1).Predict(x);
    }
}

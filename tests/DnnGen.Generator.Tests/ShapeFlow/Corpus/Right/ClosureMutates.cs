// Lambdas and local functions change what they capture, when they are called.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(4, 2);
        Action mend = () => x = Matrix<float>.Zeros(3, 2);
        mend();
        Small.Create(1).Predict(x);
        x = Matrix<float>.Zeros(4, 2);
        Local();
        Small.Create(1).Predict(x);
        x = Matrix<float>.Zeros(4, 2);
        Invoke(mend);
        Small.Create(1).Predict(x);

        void Local() => x = x.SliceRows(1, 3);
    }

    static void Invoke(Action action) => action();
}

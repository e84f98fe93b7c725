// Every jump leads to the same wrong shape.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(3, 2);
        goto spoil;
        back:
        Small.Create(1).Predict(x); // DNN1001 @ x: 4, 2, 3
        return;
        spoil:
        x = Matrix<float>.Zeros(4, 2);
        goto back;
    }
}

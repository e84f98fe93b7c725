// Both sides of ?? have four rows.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main() => Run(true);

    static void Run(bool flag)
    {
        Matrix<float>? given = flag ? Matrix<float>.Zeros(4, 2) : null;
        var x = given ?? Matrix<float>.Zeros(4, 2);
        Small.Create(1).Predict(x); // DNN1001 @ x: 4, 2, 3
    }
}

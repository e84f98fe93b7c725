// Assigned anew in every turn, always alike.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        int i = 0;
        Matrix<float> x;
        do
        {
            x = Matrix<float>.Zeros(5, 2);
        }
        while (i++ < 3);

        Small.Create(1).Predict(x); // DNN1001 @ x: 5, 2, 3
    }
}

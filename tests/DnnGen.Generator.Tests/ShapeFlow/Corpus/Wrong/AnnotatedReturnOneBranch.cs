// One of two returns is wrong.
using DnnGen;

static class Program
{
    static void Main() => Matrix<float>.Zeros(2, 2).CopyFrom(Make(Environment.TickCount > 5));

    [return: Shape("2", "2")]
    static Matrix<float> Make(bool flag)
    {
        if (flag)
        {
            return Matrix<float>.Zeros(2, 3); // DNN1007 @ Matrix<float>.Zeros(2, 3): 2, 3
        }

        return Matrix<float>.Zeros(2, 2);
    }
}

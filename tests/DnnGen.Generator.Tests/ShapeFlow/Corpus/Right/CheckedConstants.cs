// Sizes that wrap around, and such as stay below.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        unchecked
        {
            int rows = int.MaxValue;
            rows *= 2;
            rows += 5;
            Small.Create(1).Predict(Matrix<float>.Zeros(rows, 1));
            int small = (int)4294967299L;
            Small.Create(1).Predict(Matrix<float>.Zeros(small, 1));
            byte wrapped = 250;
            wrapped += 9;
            Small.Create(1).Predict(Matrix<float>.Zeros(wrapped, 1));
            uint unsigned = uint.MaxValue;
            unsigned += 4;
            Small.Create(1).Predict(Matrix<float>.Zeros((int)unsigned, 1));
            short half = (short)(65536 + 3);
            Small.Create(1).Predict(Matrix<float>.Zeros(half, 1));
        }

        try
        {
            int rows = int.MaxValue;
            rows = checked(rows + 1);
            Small.Create(1).Predict(Matrix<float>.Zeros(3, rows));
        }
        catch (OverflowException)
        {
            Console.WriteLine("overflow");
        }

        int shifted = 3 << 32;
        Small.Create(1).Predict(Matrix<float>.Zeros(shifted, 1));
        int negative = -7 / 2 + 6;
        Small.Create(1).Predict(Matrix<float>.Zeros(negative, -7 % 4 + 5));
        Small.Create(1).Predict(Matrix<float>.Zeros(7 & 3, 6 >> 1));
        Small.Create(1).Predict(Matrix<float>.Zeros('c' - '`', 1));
        Small.Create(1).Predict(Matrix<float>.Zeros((int)3.9, 1));
    }
}

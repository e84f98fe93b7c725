// finally runs on every way out; catch sees what was assigned before the exception.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(9, 9);
        try
        {
            x = Matrix<float>.Zeros(4, 2);
            throw new InvalidOperationException();
        }
        catch (InvalidOperationException) when (x.Rows == 4)
        {
            x = Matrix<float>.Zeros(5, 2);
        }
        finally
        {
            x = Matrix<float>.Zeros(3, 2);
        }

        Small.Create(1).Predict(x);
    }
}

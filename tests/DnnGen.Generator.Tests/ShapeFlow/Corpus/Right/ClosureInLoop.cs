// Each turn has its own variable in foreach, and one in for.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        var actions = new List<Func<Matrix<float>>>();
        foreach (int rows in new[] { 3, 3 })
        {
            var x = Matrix<float>.Zeros(rows, 1);
            actions.Add(() => Small.Create(1).Predict(x));
        }

        for (int n = 1; n < 3; n++)
        {
            actions.Add(() => Small.Create(1).Predict(Matrix<float>.Zeros(n, 1)));
        }

        foreach (var action in actions)
        {
            Console.WriteLine(action().Rows);
        }
    }
}

// The size changes between two elements, and changes back before the next.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static readonly List<int> Rows = [3];

    static void Main()
    {
        foreach (var x in Sizes())
        {
            Small.Create(1).Predict(x);
        }
    }

    static IEnumerable<Matrix<float>> Sizes()
    {
        for (int i = 0; i < 3; i++)
        {
            yield return Matrix<float>.Zeros(Rows[0], i + 1);
            Rows[0] = 4;
            if (i == 1)
            {
                yield break;
            }

            Rows[0]--;
        }
    }
}

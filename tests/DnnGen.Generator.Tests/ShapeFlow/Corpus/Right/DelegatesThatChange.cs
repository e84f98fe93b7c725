// Delegates that are replaced, combined, stored and passed on.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

delegate Matrix<float> Map([Shape("n", "m")] Matrix<float> x);

static class Program
{
    static Func<Matrix<float>, Matrix<float>> stored = Four;

    static void Main()
    {
        var net = Small.Create(1);
        Func<Matrix<float>, Matrix<float>> map = Four;
        Replace(ref map);
        map(Matrix<float>.Zeros(3, 1));
        map = Four;
        Action change = () => map = net.Predict;
        change();
        map(Matrix<float>.Zeros(3, 1));
        stored = net.Predict;
        stored(Matrix<float>.Zeros(3, 1));
        foreach (var one in new Func<Matrix<float>, Matrix<float>>[] { net.Predict, ([Shape("3", "2")] x) => x })
        {
            map = one;
            map(Matrix<float>.Zeros(3, 2));
        }

        Map same = x => x;
        map = new Func<Matrix<float>, Matrix<float>>(same);
        net.Predict(map(Matrix<float>.Zeros(3, 2)));
        map = x => Four(x.Rows == 4 ? x : Matrix<float>.Zeros(4, 1));
        map(Matrix<float>.Zeros(3, 2));
        (map, var back) = (net.Predict, map);
        map(Matrix<float>.Zeros(3, 2));
        back(Matrix<float>.Zeros(5, 2));
        Func<float[], float> last = Last;
        last([1, 2]);
        Predicate<Matrix<float>> fits = x => x is { Rows: 3 };
        Console.WriteLine(fits(Matrix<float>.Zeros(9, 9)));
        Delegate any = Four;
        any = (Func<Matrix<float>, Matrix<float>>)net.Predict;
        any.DynamicInvoke(Matrix<float>.Zeros(3, 2));
    }

    static Matrix<float> Four([Shape("4", "m")] Matrix<float> x) => x;

    static float Last([Shape("n")] params float[] all) => all[^1];

    static void Replace(ref Func<Matrix<float>, Matrix<float>> map) => map = x => x;
}

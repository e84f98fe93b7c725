// Matrices in lists, dictionaries, collection expressions and queries.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static readonly Matrix<float>[] Layers = [Matrix<float>.Zeros(4, 3), Matrix<float>.Zeros(2, 4)];

    static void Main()
    {
        var net = Small.Create(1);
        List<Matrix<float>> all = [Matrix<float>.Zeros(4, 1), Matrix<float>.Zeros(3, 1)];
        net.Predict(all[1]);
        net.Predict(all.Where(x => x.Rows == 3).Single());
        var byName = new Dictionary<string, Matrix<float>> { ["a"] = Matrix<float>.Zeros(4, 1) };
        byName["a"] = Matrix<float>.Zeros(3, 1);
        net.Predict(byName["a"]);
        Console.WriteLine(byName.TryGetValue("b", out var found) ? net.Predict(found).Rows : 0);
        Matrix<float>[] more = [.. all, Matrix<float>.Zeros(9, 9)];
        net.Predict(more[^2]);
        var a = Matrix<float>.Zeros(3, 5);
        foreach (var w in Layers)
        {
            a = w * a;
        }

        Console.WriteLine(a.Rows);
        var sizes = new[] { 3, 4 };
        sizes[1]--;
        net.Predict(Matrix<float>.Zeros(sizes[1], 1));
        var query = from x in all let t = x.Rows == 4 ? x.SliceRows(0, 3) : x select net.Predict(t);
        Console.WriteLine(query.Count());
        (all[0], all[1]) = (all[1], all[0]);
        net.Predict(all[0]);
    }
}

using System.Text;

namespace DnnGen.Benchmarks.Rows;

/// <summary>Sources that a user might have written, of any length.</summary>
internal static class SourceTexts
{
    public const string OneNetwork = "[Network(784, 128, 10, Output = Activation.Softmax, Loss = Loss.CategoricalCrossEntropy)] public partial class Digits;\n";

    /// <summary>Networks of different sizes.</summary>
    public static string Networks(int count) =>
        string.Concat(Enumerable.Range(0, count).Select(i => FormattableString.Invariant($"[Network({10 + (i % 90)}, {5 + (i % 20)}, {1 + (i % 7)})] public partial class Net{i};\n")));

    /// <summary>Methods that compute with matrices and networks, 25 lines each.</summary>
    public static string WithMatrices(int methods) => File("Matrices", methods, i => $$"""
            public static void Method{{i}}(Digits net, Matrix<float> x, int n)
            {
                var zeros = Matrix<float>.Zeros(784, {{i + 1}});
                var ws = net.CreateWorkspace({{i + 8}});
                if (n > {{i}})
                {
                    zeros = zeros + zeros;
                }

                var output = net.Predict(zeros);
                Console.WriteLine(output.Rows);
                n += output.Columns;
                for (int start = 0; start + 4 <= x.Columns; start += 4)
                {
                    var batch = x.SliceColumns(start, 4);
                    var product = batch.Transpose() * batch;
                    Console.WriteLine(product[0, 0] + product.Rows);
                    var scores = net.Forward(batch, ws);
                    Console.WriteLine(scores.Columns);
                }

                var left = Matrix<float>.Zeros({{(i % 50) + 2}}, 7) * Matrix<float>.Zeros(7, n);
                var bias = Matrix<float>.Zeros({{(i % 50) + 2}}, 1);
                Console.WriteLine((left + bias).Rows);
            }
        """);

    /// <summary>Methods that know nothing of matrices, 25 lines each.</summary>
    public static string WithoutMatrices(int methods) => File("Plain", methods, i => $$"""
            public static int Method{{i}}(List<string> words, Dictionary<string, int> counts, int n)
            {
                int total = {{i}};
                foreach (string word in words)
                {
                    if (counts.TryGetValue(word, out int count))
                    {
                        counts[word] = count + 1;
                        total += count;
                    }
                    else if (word.Length > n)
                    {
                        counts.Add(word, word.Length);
                    }
                }

                var longest = words.Where(word => word.Length > total).OrderBy(word => word).Take(3).ToList();
                for (int i = 0; i < longest.Count; i++)
                {
                    Console.WriteLine($"{i}: {longest[i]} ({counts[longest[i]]} of {total})");
                }

                string joined = string.Join(", ", longest);
                return joined.Length + total switch { < 10 => 1, < 100 => 2, _ => 3 };
            }
        """);

    private static string File(string name, int methods, Func<int, string> method)
    {
        var text = new StringBuilder($"public static class {name}\n{{\n");
        for (int i = 0; i < methods; i++)
        {
            text.Append(method(i)).Append("\n\n");
        }

        return text.Append("}\n").ToString();
    }
}

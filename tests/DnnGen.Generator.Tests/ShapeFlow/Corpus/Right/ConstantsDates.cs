// Numbers that nobody can know before the program runs.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main(string[] args)
    {
        int day = (int)DateTime.UtcNow.DayOfWeek;
        int rows = args.Length + 3;
        if (day >= 0 && rows == 3)
        {
            Small.Create(1).Predict(Matrix<float>.Zeros(rows, day + 1));
        }

        int random = new Random(1).Next(3, 4);
        Small.Create(1).Predict(Matrix<float>.Zeros(random, 1));
        Small.Create(1).Predict(Matrix<float>.Zeros(int.Parse("3"), 1));
        Small.Create(1).Predict(Matrix<float>.Zeros(Environment.GetCommandLineArgs().Length * 0 + 3, 1));
    }
}

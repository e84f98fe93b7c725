// Top-level statements with functions below, arguments and a network at the end.
using DnnGen;

var net = Small.Create(1);
var x = Matrix<float>.Zeros(4, 2);
Drop();
net.Predict(x);
int rows = args.Length + 3;
net.Predict(Matrix<float>.Zeros(rows, 1));
string text = $"{net.Predict(x).Rows}: {Top(Matrix<float>.Zeros(8, 2)):0} {(x = Matrix<float>.Zeros(3, 1)).Columns}";
Console.WriteLine(text + $"{net.Predict(x)}");
return;

void Drop() => x = x.SliceRows(0, 3);
static Matrix<float> Top([Shape("n", "2")] Matrix<float> x) => x.SliceRows(0, 3);

[Network(3, 4, 2)]
public partial class Small;

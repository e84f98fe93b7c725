// Labels of another output, and outputs that are taken for others.
using DnnGen;

Matrix<float> image = Matrix<float>.Zeros(36, 7), sensors = Matrix<float>.Zeros(4, 7), yDigit = Matrix<float>.Zeros(1, 7), yAngle = Matrix<float>.Zeros(2, 7);
var net = Robot.Create(1);
var ws = net.CreateWorkspace(7);
var (digit, angle) = net.Forward(image, sensors, ws);
Matrix<float> wrong = digit - yAngle; // DNN1003 @ digit - yAngle: 3, 2
Matrix<float> other = net.Predict(image, sensors).Angle + digit; // DNN1003 @ net.Predict(image, sensors).Angle + digit: 2, 3
net.Backward(image, sensors, yAngle, yAngle, ws); // DNN1005 @ yAngle: Robot.Backward, yDigit, 2, classes, 1
net.CostOfAngle(yDigit, ws); // DNN1005 @ yDigit: Robot.CostOfAngle, yAngle, 1, 2
net.TrainStep(image, sensors, yDigit, Matrix<float>.Zeros(2, 5), 0.1f, ws); // DNN1004 @ Matrix<float>.Zeros(2, 5): image, 7, yAngle, 5
Console.WriteLine($"{wrong.Rows} {other.Rows} {angle.Rows}");

[Network]
[Input(1, 6, 6, Name = "image")]
[Conv2D(3, kernel: 3)]
[Flatten(Name = "seen")]
[Input(4, Name = "sensors")]
[Concat("seen", "sensors")]
[Dense(7, Name = "trunk")]
[Dense(3)]
[Output("digit", Loss = Loss.SparseCategoricalCrossEntropy)]
[From("trunk")]
[Dense(2)]
[Output("angle", Loss = Loss.MeanSquaredError, Weight = 0.5)]
public sealed partial class Robot;

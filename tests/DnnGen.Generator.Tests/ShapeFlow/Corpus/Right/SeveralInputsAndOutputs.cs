// Each input and output has its own shape, and all of them the same examples.
using DnnGen;

Matrix<float> image = Matrix<float>.Zeros(36, 7), sensors = Matrix<float>.Zeros(4, 7);
Matrix<float> yDigit = Matrix<float>.Zeros(1, 7), yAngle = Matrix<float>.Zeros(2, 7);
var net = Robot.Create(1);
var ws = net.CreateWorkspace(7);
var (digit, angle) = net.Forward(image, sensors, ws);
Matrix<float> apart = angle - yAngle;
net.Backward(image, sensors, yDigit, yAngle, ws);
net.TrainStep(image, sensors, yDigit, yAngle, 0.1f, ws);
Robot.Outputs all = net.Predict(image, sensors);
Matrix<float> both = all.Angle + angle;
net.Fit(image, sensors, yDigit, yAngle, new TrainingOptions { Epochs = 1, Validation = Validation.Set(Robot.StackInputs(image, sensors), Robot.StackLabels(yDigit, yAngle)) });
Span<float> one = stackalloc float[Robot.DigitSize], two = stackalloc float[Robot.AngleSize];
net.Predict(new float[Robot.ImageSize], new float[4], one, two);
Console.WriteLine($"{net.Evaluate(image, sensors, yDigit, yAngle).Cost} {apart.Rows} {both.Rows} {digit.Rows} {ws.A1.Rows} {net.CostOfAngle(yAngle, ws)}");

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
